package dev.sallyport.http.problem;

/** Ends the handling of a request that cannot be understood or has no business here. It is an answer, not a bug: no stack trace. */
public final class RequestRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    public RequestRefused(Refusal refusal) {
        super(refusal.problem().code(), null, false, false);
        this.refusal = refusal;
    }

    public RequestRefused(Problem problem) {
        this(Refusal.of(problem));
    }

    public Refusal refusal() {
        return refusal;
    }
}
