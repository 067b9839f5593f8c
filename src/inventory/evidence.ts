/** What the inventory reasons from: everything that the sensor saw of a network, in capture order. */
import type { ConversationRecord } from '../sensor/observe/conversation-record.ts';
import type { Binding, Observation } from '../sensor/observe/observation.ts';

export interface Evidence {
  readonly observations: readonly Observation[];
  readonly bindings: readonly Binding[];
  readonly conversations: readonly ConversationRecord[];
}
