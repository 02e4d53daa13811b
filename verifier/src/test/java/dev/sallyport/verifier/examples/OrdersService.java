package dev.sallyport.verifier.examples;

import dev.sallyport.verifier.AccessRefused;
import dev.sallyport.verifier.SallyportVerifier;
import dev.sallyport.verifier.VerifiedAccessToken;
import io.javalin.Javalin;
import io.javalin.http.Context;

/** A service on Javalin, for callers with an access token. */
public final class OrdersService {
    private static final String CALLER = "caller";

    private OrdersService() {}

    public static Javalin create(SallyportVerifier verifier) {
        return Javalin.create(config -> {
            config.routes.before(ctx -> ctx.attribute(CALLER, verifier.verifyBearer(ctx.header("Authorization"))));
            config.routes.get("/orders", OrdersService::list);
            config.routes.exception(AccessRefused.class, OrdersService::refuse);
        });
    }

    private static void list(Context ctx) {
        VerifiedAccessToken caller = ctx.attribute(CALLER);
        caller.requirePermission("orders:read");
        ctx.result("The orders of " + caller.userId());
    }

    /** 401 and 403 with their challenge, 503 with when to try again. */
    private static void refuse(AccessRefused refused, Context ctx) {
        ctx.status(refused.status());
        refused.headers().forEach(ctx::header);
    }
}
