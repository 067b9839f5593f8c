/** The composition root: the only file that knows everything, in plain function calls. */
console.log('wardline');
