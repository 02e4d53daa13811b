package dev.sallyport.http.session;

import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a page of the server's own and its browser add to requests, and what the browser makes of answers. */
final class CookieJar {
    static final String NAME = "__Host-sallyport-refresh";
    private static final Pattern SET_COOKIE =
            Pattern.compile(NAME + "=([^;]*); Max-Age=([0-9]+); Path=/; Secure; HttpOnly; SameSite=Strict");

    private CookieJar() {}

    static ApiRequest fromOwnPage(ApiRequest request) {
        return request.header("Origin", "https://id.example.com").header("Sec-Fetch-Site", "same-origin");
    }

    static ApiRequest with(String refreshToken, ApiRequest request) {
        return request.header("Cookie", NAME + "=" + refreshToken);
    }

    /** The value of the one cookie that the answer sets, which must be of the one right form. */
    static String value(ApiAnswer answer) {
        return cookie(answer).group(1);
    }

    static long maxAge(ApiAnswer answer) {
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
