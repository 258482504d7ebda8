import { heldUntil } from './lateness.js';

/**
 * A part of a statement about the alert `a`, its delivery `d` and the mail `m` of that: until when did quiet hours hold
 * it back, as it is told? As long as no try has failed the mail itself says so, whatever the recipient's times are by
 * now. Null if they did not.
 * @param zone the parameter that holds the product's one zone, such as `$4`
 */
export const heldBackUntil = (zone: string): string => `case
    when a.urgent or d.recipient_kind <> 'officer' then null
    when m.attempts <= (m.sent_at is not null)::int then nullif(m.not_before, m.created_at)
    else ${heldUntil(zone)} end`;
