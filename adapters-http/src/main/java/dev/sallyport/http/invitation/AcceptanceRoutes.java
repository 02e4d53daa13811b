package dev.sallyport.http.invitation;

import dev.sallyport.application.invitation.AcceptInvitation;
import dev.sallyport.domain.account.Chooser;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordPolicy;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.http.account.PasswordErrors;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.Refusal;
import dev.sallyport.http.ratelimit.TooManyRequests;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Counted;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;
import dev.sallyport.http.session.TokenDelivery;
import dev.sallyport.http.session.TokensAnswer;

/** {@code POST /api/v1/auth/invitation/accept}. */
public final class AcceptanceRoutes implements RouteGroup {

    private final AcceptInvitation acceptInvitation;
    private final PasswordErrors passwordErrors;
    private final TokenDelivery delivery;

    /**
     * The route on this use case.
     *
     * @param passwordPolicy which passwords may be chosen, to report that along with whatever else is wrong
     * @param delivery how whoever accepts is signed in
     */
    public AcceptanceRoutes(AcceptInvitation acceptInvitation, PasswordPolicy passwordPolicy, TokenDelivery delivery) {
        this.acceptInvitation = acceptInvitation;
        this.passwordErrors = new PasswordErrors(passwordPolicy, "/password");
        this.delivery = delivery;
    }

    @Override
    public void register(Routes routes) {
        routes.post("/api/v1/auth/invitation/accept", Access.ANYONE, Counted.BY_ITS_USE_CASE, this::accept);
    }

    private Answer accept(Request request) {
        TokensAnswer tokens = delivery.wantedBy(request);
        return switch (acceptInvitation.handle(wanted(request))) {
            case AcceptInvitation.Result.Accepted(var signedIn) -> tokens.to(signedIn);
            case AcceptInvitation.Result.InvalidLink() -> Answer.refusing(Problem.INVALID_LINK);
            case AcceptInvitation.Result.EmailTaken() -> Answer.refusing(Problem.EMAIL_TAKEN);
            case AcceptInvitation.Result.PasswordRefused(var refusals) ->
                Answer.refusing(Refusal.of(Problem.INVALID_INPUT, passwordErrors.of(refusals)));
            case AcceptInvitation.Result.Limited(var exhausted) -> Answer.refusing(TooManyRequests.until(exhausted));
        };
    }

    private AcceptInvitation.Command wanted(Request request) {
        Fields body = request.body();
        Field<LinkToken> token = body.required("token", LinkToken::parse);
        Field<Password> password = body.required("password", Password::parse);
        Field<DisplayName> displayName = body.optional("displayName", DisplayName::parse);
        body.check(password, chosen -> passwordErrors.of(chosen, new Chooser(null, displayName.orNull())));
        Field<LanguageTag> locale = body.optional("locale", LanguageTag::parse);
        return body.complete(() -> new AcceptInvitation.Command(
                token.get(), password.get(), displayName.orNull(), locale.orNull(), request.client()));
    }
}
