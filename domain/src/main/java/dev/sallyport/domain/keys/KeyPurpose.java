package dev.sallyport.domain.keys;

import java.util.Arrays;

/** What one of the server's keys is for; no key serves two purposes (NIST SP 800-57 §5.2). */
public enum KeyPurpose {
    /** Signs access tokens. */
    ACCESS_TOKEN_SIGNING("access-token-signing"),
    /** Authenticates refresh tokens (HMAC-SHA256). */
    REFRESH_TOKEN("refresh-token"),
    /** Digests one-time codes and links (HMAC-SHA256). */
    ONE_TIME_SECRET("one-time-secret"),
    /** Seals the audit trail (HMAC-SHA256). */
    AUDIT_SEAL("audit-seal");

    private final String label;

    KeyPurpose(String label) {
        this.label = label;
    }

    /**
     * The purpose with that label.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static KeyPurpose labelled(String label) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no purpose of a key is called so"));
    }

    /** The stable name under which keys of this purpose are stored. */
    public String label() {
        return label;
    }
}
