package dev.sallyport.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * A request as API Gateway tells of it, made ready to be sent on. Who the client is, it says itself, apart from all headers; that is added to
 * {@code X-Forwarded-For}, and what the client claims in {@code Forwarded} is left out.
 *
 * @param target path and query, without the stage
 * @param body empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them, and their bytes are written by nobody
record HttpApiRequest(String method, String target, List<Header> headers, byte[] body) {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[\t[^\\p{Cntrl}]]*");
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f:.]+");
    private static final String FORWARDED_FOR = "x-forwarded-for";

    /** Of the connection to API Gateway, which is not ours; or written anew. */
    private static final Set<String> LEFT_OUT = Set.of(
            "connection",
            "content-length",
            "cookie",
            "expect",
            "forwarded",
            "host",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            FORWARDED_FOR);

    record Header(String name, String value) {}

    static HttpApiRequest read(JsonNode event) {
        JsonNode http = event.path("requestContext").path("http");
        String client = matching(ADDRESS, http.path("sourceIp"), "requestContext.http.sourceIp");
        String method = matching(TOKEN, http.path("method"), "requestContext.http.method");
        return new HttpApiRequest(method, target(event), headers(event, client), body(event));
    }

    private static String matching(Pattern pattern, JsonNode value, String name) {
        if (!value.isTextual() || !pattern.matcher(value.asText()).matches()) {
            throw new UnknownEvent("This request of an HTTP API has no " + name + " that can be used.");
        }
        return value.asText();
    }

    private static String target(JsonNode event) {
        String path = withoutStage(
                event.path("rawPath").asText("/"),
                event.path("requestContext").path("stage").asText());
        String query = event.path("rawQueryString").asText("");
        return RawUri.written(path.isEmpty() ? "/" : path) + (query.isEmpty() ? "" : "?" + RawUri.written(query));
    }

    /** The default stage has no place in paths, any other one is at their beginning. */
    private static String withoutStage(String path, String stage) {
        String prefix = "/" + stage;
        boolean isThere =
                !stage.isEmpty() && !stage.equals("$default") && (path.equals(prefix) || path.startsWith(prefix + "/"));
        return isThere ? path.substring(prefix.length()) : path;
    }

    private static List<Header> headers(JsonNode event, String client) {
        List<Header> headers = new ArrayList<>();
        String claimed = "";
        for (var header : event.path("headers").properties()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            String value = header.getValue().asText();
            if (name.equals(FORWARDED_FOR)) {
                claimed = value + ", ";
            }
            if (!LEFT_OUT.contains(name)) {
                headers.add(header(name, value));
            }
        }
        List<String> cookies = StreamSupport.stream(event.path("cookies").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        if (!cookies.isEmpty()) {
            headers.add(header("cookie", String.join("; ", cookies)));
        }
        headers.add(header(FORWARDED_FOR, claimed + client));
        return List.copyOf(headers);
    }

    /** API Gateway lets no other through; whoever may call the function itself must not get further than others. */
    private static Header header(String name, String value) {
        if (!TOKEN.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new UnknownEvent("This request of an HTTP API has a header that HTTP cannot have.");
        }
        return new Header(name, value);
    }

    private static byte[] body(JsonNode event) {
        String body = event.path("body").asText("");
        if (!event.path("isBase64Encoded").asBoolean()) {
            return body.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException malformed) {
            throw new UnknownEvent("This request of an HTTP API has a body that is not the base64 that it says it is.");
        }
    }
}
