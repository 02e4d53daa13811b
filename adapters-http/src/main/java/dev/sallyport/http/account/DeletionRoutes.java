package dev.sallyport.http.account;

import dev.sallyport.application.account.DeleteAccount;
import dev.sallyport.application.account.KeepAccount;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.ratelimit.TooManyRequests;
import dev.sallyport.http.reauthentication.EvidenceRequest;
import dev.sallyport.http.reauthentication.ProofRefusals;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Counted;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;

/** {@code DELETE /api/v1/me}, and {@code POST /api/v1/auth/account/keep}. */
public final class DeletionRoutes implements RouteGroup {

    private final DeleteAccount deleteAccount;
    private final KeepAccount keepAccount;
    private final ProofRefusals proofRefusals;

    public DeletionRoutes(DeleteAccount deleteAccount, KeepAccount keepAccount, ProofRefusals proofRefusals) {
        this.deleteAccount = deleteAccount;
        this.keepAccount = keepAccount;
        this.proofRefusals = proofRefusals;
    }

    @Override
    public void register(Routes routes) {
        routes.delete("/api/v1/me", Access.SIGNED_IN, this::delete);
        // Anyone, since nobody is signed in to an account that is being deleted.
        routes.post("/api/v1/auth/account/keep", Access.ANYONE, Counted.BY_ITS_USE_CASE, this::keep);
    }

    private Answer delete(Request request, VerifiedAccessToken caller) {
        EvidenceRequest given = EvidenceRequest.from(request.bodyOrNothing());
        var command = new DeleteAccount.Command(caller, given.evidence(), request.client());
        return switch (deleteAccount.handle(command)) {
            case DeleteAccount.Result.Deleted() -> Answer.of(Response.empty(204));
            // To the caller it is gone either way; the mail says until when it can be kept.
            case DeleteAccount.Result.Scheduled scheduled -> Answer.of(Response.empty(204));
            case DeleteAccount.Result.LastAdministrator() -> Answer.refusing(Problem.LAST_ADMINISTRATOR);
            case DeleteAccount.Result.Refused(var why) -> proofRefusals.answer(why);
        };
    }

    private Answer keep(Request request) {
        MailedLinkRequest shown = MailedLinkRequest.from(request.body());
        return switch (keepAccount.handle(new KeepAccount.Command(shown.token(), request.client()))) {
            case KeepAccount.Result.Kept() -> Answer.of(Response.empty(204));
            case KeepAccount.Result.InvalidLink() -> Answer.refusing(Problem.INVALID_LINK);
            case KeepAccount.Result.Limited(var exhausted) -> Answer.refusing(TooManyRequests.until(exhausted));
        };
    }
}
