package dev.sallyport.http.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.application.account.CheckPassword;
import dev.sallyport.domain.account.Chooser;
import dev.sallyport.domain.account.PasswordPolicy;
import dev.sallyport.http.json.Json;
import dev.sallyport.http.ratelimit.TooManyRequests;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Counted;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;
import java.util.Set;

/** {@code POST /api/v1/auth/password/check}, the hint of a form in which a password is chosen. */
public final class PasswordCheckRoutes implements RouteGroup {

    private final CheckPassword checkPassword;

    public PasswordCheckRoutes(CheckPassword checkPassword) {
        this.checkPassword = checkPassword;
    }

    @Override
    public void register(Routes routes) {
        routes.post("/api/v1/auth/password/check", Access.ANYONE, Counted.BY_ITS_USE_CASE, this::check);
    }

    private Answer check(Request request) {
        CheckPasswordRequest wanted = CheckPasswordRequest.from(request.body());
        var command = new CheckPassword.Command(wanted.password(), new Chooser(wanted.email(), null), request.client());
        return switch (checkPassword.handle(command)) {
            case CheckPassword.Result.Checked(var refusals, var strength) ->
                Answer.of(Response.json(200, json(refusals, strength)));
            case CheckPassword.Result.Limited(var exhausted) -> Answer.refusing(TooManyRequests.until(exhausted));
        };
    }

    private static ObjectNode json(Set<PasswordPolicy.Refusal> refusals, int strength) {
        ObjectNode json = Json.object().put("acceptable", refusals.isEmpty());
        var codes = json.putArray("refusals");
        refusals.stream().sorted().map(PasswordPolicy.Refusal::code).forEach(codes::add);
        return json.put("strength", strength);
    }
}
