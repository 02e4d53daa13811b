package dev.sallyport.http.account;

import dev.sallyport.application.account.ChangeProfile;
import dev.sallyport.application.account.ReadAccount;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.http.json.Fields;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Callers;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;

/** {@code GET} and {@code PATCH /api/v1/me}. */
public final class AccountRoutes implements RouteGroup {

    private final ReadAccount readAccount;
    private final ChangeProfile changeProfile;

    public AccountRoutes(ReadAccount readAccount, ChangeProfile changeProfile) {
        this.readAccount = readAccount;
        this.changeProfile = changeProfile;
    }

    @Override
    public void register(Routes routes) {
        routes.get("/api/v1/me", Access.SIGNED_IN, this::read);
        routes.patch("/api/v1/me", Access.SIGNED_IN, this::change);
    }

    private Answer read(Request request, VerifiedAccessToken caller) {
        return switch (readAccount.handle(new ReadAccount.Command(caller))) {
            case ReadAccount.Result.Found(var user) -> Answer.of(Response.json(200, UserJson.of(user)));
            case ReadAccount.Result.SignedOut() -> Answer.refusing(Callers.invalidToken());
        };
    }

    private Answer change(Request request, VerifiedAccessToken caller) {
        Fields body = request.body();
        ProfileFields profile = ProfileFields.of(body);
        var command = new ChangeProfile.Command(caller, body.complete(profile::change), request.client());
        return switch (changeProfile.handle(command)) {
            case ChangeProfile.Result.Changed(var user) -> Answer.of(Response.json(200, UserJson.of(user)));
            case ChangeProfile.Result.SignedOut() -> Answer.refusing(Callers.invalidToken());
        };
    }
}
