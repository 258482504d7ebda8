/**
 * What the key is derived for. Another number gives another key: that is how the key is changed without changing the
 * master key.
 */
export const SIGNING_KEY_PURPOSE = 'npg report signing key 1';
