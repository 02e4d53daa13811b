package dev.sallyport.verifier.examples;

import dev.sallyport.verifier.AccessRefused;
import dev.sallyport.verifier.SallyportVerifier;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Lets callers with an access token pass, and tells the servlets behind it who they are. */
public final class AccessTokenFilter implements Filter {
    private final SallyportVerifier verifier;

    public AccessTokenFilter(SallyportVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            String authorization = ((HttpServletRequest) request).getHeader("Authorization");
            request.setAttribute("caller", verifier.verifyBearer(authorization));
            chain.doFilter(request, response);
        } catch (AccessRefused refused) {
            refuse(refused, (HttpServletResponse) response);
        }
    }

    /** 401 and 403 with their challenge, 503 with when to try again. */
    private static void refuse(AccessRefused refused, HttpServletResponse response) throws IOException {
        refused.headers().forEach(response::setHeader);
        response.sendError(refused.status());
    }
}
