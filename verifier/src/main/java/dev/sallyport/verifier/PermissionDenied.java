package dev.sallyport.verifier;

/** The caller is known, but may not do that, or it cannot be told from the token: 403. */
public final class PermissionDenied extends AccessRefused {
    private static final long serialVersionUID = 1L;

    /**
     * @param permission what the caller lacks, which the answer keeps to itself
     */
    PermissionDenied(String permission) {
        this("lacks the permission ", permission);
    }

    private PermissionDenied(String what, String permission) {
        super(what + permission, Answer.challenge(403, "Bearer error=\"insufficient_scope\""), null);
    }

    /** One for a token that does not say what its user may do. */
    static PermissionDenied unlisted(String permission) {
        return new PermissionDenied("the token lists no permissions, so it is not known to have ", permission);
    }
}
