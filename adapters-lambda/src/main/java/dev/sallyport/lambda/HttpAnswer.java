package dev.sallyport.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.lambda.HttpApiRequest.Header;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the server answered.
 *
 * @param headers in their order, with names in lower case
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them, and their bytes are written by nobody
record HttpAnswer(int status, List<Header> headers, byte[] body) {
    private static final String SET_COOKIE = "set-cookie";

    /** Of the connection within this process; API Gateway writes its own. */
    private static final Set<String> LEFT_OUT =
            Set.of("connection", "content-length", "date", "keep-alive", "server", "transfer-encoding");

    /** As API Gateway takes it (payload format 2.0): cookies by themselves, and what is no text in base64. */
    ObjectNode toJson() {
        Map<String, String> single = new LinkedHashMap<>();
        headers.stream()
                .filter(header ->
                        !LEFT_OUT.contains(header.name()) && !header.name().equals(SET_COOKIE))
                .forEach(header -> single.merge(header.name(), header.value(), (one, other) -> one + ", " + other));
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("statusCode", status);
        ObjectNode named = json.putObject("headers");
        single.forEach(named::put);
        List<String> cookies = headers.stream()
                .filter(header -> header.name().equals(SET_COOKIE))
                .map(Header::value)
                .toList();
        if (!cookies.isEmpty()) {
            cookies.forEach(json.putArray("cookies")::add);
        }
        if (body.length > 0) {
            Optional<String> text = isText(single.getOrDefault("content-type", "")) ? text(body) : Optional.empty();
            json.put("body", text.orElseGet(() -> Base64.getEncoder().encodeToString(body)));
            json.put("isBase64Encoded", text.isEmpty());
        }
        return json;
    }

    private static boolean isText(String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT).split(";", -1)[0].strip();
        return type.startsWith("text/")
                || type.endsWith("json")
                || type.endsWith("yaml")
                || type.endsWith("xml")
                || type.endsWith("javascript");
    }

    private static Optional<String> text(byte[] body) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }
}
