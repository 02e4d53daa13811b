package dev.sallyport.http.account;

import dev.sallyport.application.account.ExportPersonalData;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.http.ratelimit.TooManyRequests;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Callers;
import dev.sallyport.http.routing.Counted;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;

/** {@code GET /api/v1/me/export}. */
public final class ExportRoutes implements RouteGroup {

    /** Browsers save it rather than show it. */
    private static final String AS_FILE = "attachment; filename=\"account-export.json\"";

    private final ExportPersonalData exportPersonalData;

    public ExportRoutes(ExportPersonalData exportPersonalData) {
        this.exportPersonalData = exportPersonalData;
    }

    @Override
    public void register(Routes routes) {
        routes.get("/api/v1/me/export", Access.SIGNED_IN, Counted.BY_ITS_USE_CASE, this::export);
    }

    private Answer export(Request request, VerifiedAccessToken caller) {
        return switch (exportPersonalData.handle(new ExportPersonalData.Command(caller, request.client()))) {
            case ExportPersonalData.Result.Found(var data) -> {
                var json = new ExportJson(data, caller.claims().sessionId());
                yield Answer.of(Response.streamedJson(200, json::writeTo).with("Content-Disposition", AS_FILE));
            }
            case ExportPersonalData.Result.Limited(var exhausted) -> Answer.refusing(TooManyRequests.until(exhausted));
            case ExportPersonalData.Result.SignedOut() -> Answer.refusing(Callers.invalidToken());
        };
    }
}
