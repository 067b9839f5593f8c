/** A small file in Recog's format, written for tests. */
export const sshXml = `<?xml version="1.0"?>
<fingerprints matches="ssh.banner" protocol="ssh" database_type="service" preference="0.90">
  <!-- <fingerprint pattern="^never$"> is only spoken of. -->
  <fingerprint pattern="^WardOS SSH (\\d[\\d.]*) on &lt;(\\w+)&gt; &#92;((x?)">
    <description>An infusion pump's service port</description>
    <example service.version="2.1" hw.model="P7">WardOS SSH 2.1 on &lt;P7&gt; (</example>
    <example _encoding="base64">V2FyZE9TIFNTSCAzIG9uIDxQOD4gKA==</example>
    <param pos="0" name="service.vendor" value="Hartley"/>
    <param pos="0" name="service.product" value="WardOS SSH"/>
    <param pos="1" name="service.version"/>
    <param pos="3" name="service.edition"/>
    <param pos="0" name="hw.vendor" value="Hartley &amp; Sons"/>
    <param pos="0" name="hw.product" value="Plum"/>
    <param pos="2" name="hw.model"/>
    <param pos="0" name="os.cpe23" value="cpe:/o:hartley:wardos:{service.version}"/>
  </fingerprint>
  <fingerprint pattern="^OpenSSH_([\\w.]+) Ubuntu" flags="REG_ICASE">
    <description>Ubuntu</description>
    <example service.version="9.6p1">openssh_9.6p1 ubuntu-3</example>
    <param pos="0" name="service.product" value="OpenSSH"/>
    <param pos="1" name="service.version"/>
    <param pos="0" name="os.vendor" value="Ubuntu"/>
    <param pos="0" name="os.product" value="Linux"/>
    <param pos="0" name="os.version" value="24.04"/>
  </fingerprint>
  <fingerprint pattern="^(.*)\\1$"><example>refers back, which no pattern may</example></fingerprint>
  <fingerprint pattern="(a+)+$"><example/><param pos="0" name="os.product" value="Slow"/></fingerprint>
  <fingerprint pattern="^SwitchOS"><example>SwitchOS</example>
    <param pos="0" name="os.vendor" value="3Com"/><param pos="0" name="os.product" value="NJ220"/>
    <param pos="0" name="os.device" value="Switch"/><param pos="0" name="os.certainty" value="0.5"/>
  </fingerprint>
</fingerprints>`;
