package dev.sallyport.http.testing;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What browsers add to the requests of pages, and what they make of answers. */
public final class RefreshCookies {
    public static final String NAME = "__Host-sallyport-refresh";
    private static final Pattern SET_COOKIE =
            Pattern.compile(NAME + "=([^;]*); Max-Age=([0-9]+); Path=/; Secure; HttpOnly; SameSite=Strict");

    private RefreshCookies() {}

    /** As browsers mark what a page of the server's own origin asks for. */
    public static ApiRequest fromOwnPage(ApiRequest request) {
        return request.header("Sec-Fetch-Site", "same-origin");
    }

    /** A page of the server's own asks for this, with the cookie. */
    public static ApiRequest post(String path, String refreshToken) {
        return with(refreshToken, fromOwnPage(ApiRequest.post(path)));
    }

    public static ApiRequest with(String refreshToken, ApiRequest request) {
        return request.header("Cookie", NAME + "=" + refreshToken);
    }

    /** The value of the one cookie that the answer sets, which must be of the one right form. */
    public static String value(ApiAnswer answer) {
        return cookie(answer).group(1);
    }

    public static long maxAge(ApiAnswer answer) {
        return Long.parseLong(cookie(answer).group(2));
    }

    private static Matcher cookie(ApiAnswer answer) {
        List<String> cookies = answer.headers().allValues("Set-Cookie");
        Matcher matcher = SET_COOKIE.matcher(String.join(" and ", cookies));
        if (!matcher.matches()) {
            throw new AssertionError("sets " + cookies);
        }
        return matcher;
    }
}
