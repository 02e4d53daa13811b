package dev.sallyport.domain.secret;

/**
 * What a one-time secret is good for. The purpose goes into its digest, so that a secret of one kind is worthless at every
 * other endpoint.
 */
public enum SecretPurpose {
    EMAIL_VERIFICATION_CODE("email-verification-code"),
    EMAIL_VERIFICATION_LINK("email-verification-link"),
    PASSWORD_RESET_LINK("password-reset-link"),
    EMAIL_CHANGE_CODE("email-change-code"),
    EMAIL_CHANGE_UNDO_LINK("email-change-undo-link"),
    ACCOUNT_KEEP_LINK("account-keep-link"),
    INVITATION_LINK("invitation-link"),
    SIGN_IN_CHALLENGE("sign-in-challenge"),
    /** No secret that anybody presents, but the password's hash to which a challenge is bound. */
    PROVEN_PASSWORD("proven-password"),
    /** No secret that anybody presents, but a client's network, which is kept only as a digest. */
    KNOWN_CLIENT("known-client"),
    /** No secret that anybody presents, but whom a mail went to, which outlasts the mail only as a digest. */
    MAIL_RECIPIENT("mail-recipient"),
    /** No secret that anybody presents, but whom a file has declared to be an administrator, which outlasts the account only as a digest. */
    DECLARED_ADMINISTRATOR("declared-administrator"),
    /** No secret that anybody presents, but whose tries are counted, in a store that others may look into. */
    RATE_LIMIT_SUBJECT("rate-limit-subject"),
    /** No secret that anybody presents, but a challenge against bots, which is known again by its digest. */
    BOT_CHALLENGE("bot-challenge");

    private final String label;

    SecretPurpose(String label) {
        this.label = label;
    }

    /** The stable name that is digested together with the secret; changing one voids every secret of that kind. */
    public String label() {
        return label;
    }
}
