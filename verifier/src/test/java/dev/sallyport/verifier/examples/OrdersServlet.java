package dev.sallyport.verifier.examples;

import dev.sallyport.verifier.VerifiedAccessToken;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A servlet behind the {@link AccessTokenFilter}. */
public final class OrdersServlet extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        VerifiedAccessToken caller = (VerifiedAccessToken) request.getAttribute("caller");
        caller.requirePermission("orders:read");
        response.getWriter().print("The orders of " + caller.userId());
    }
}
