package dev.sallyport.verifier;

/** The caller is known, but may not do that: 403. */
public final class PermissionDenied extends AccessRefused {
    private static final long serialVersionUID = 1L;

    /**
     * @param permission what the caller lacks, which the answer keeps to itself
     */
    PermissionDenied(String permission) {
        super("lacks the permission " + permission, Answer.challenge(403, "Bearer error=\"insufficient_scope\""), null);
    }
}
