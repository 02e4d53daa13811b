package dev.sallyport.bootstrap.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.sallyport.http.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One JSON object for each line, with names that log collectors know; whatever stands in a message stays inside its string. */
final class JsonLines extends EncoderBase<ILoggingEvent> {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private final ThrowableProxyConverter stackTraces = new ThrowableProxyConverter();

    @Override
    public void start() {
        stackTraces.start();
        super.start();
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return (JsonText.of(members(event)) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, String> members(ILoggingEvent event) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("timestamp", TIMESTAMP.format(Instant.ofEpochMilli(event.getTimeStamp())));
        members.put("level", event.getLevel().toString());
        members.put("logger", event.getLoggerName());
        members.put("thread", event.getThreadName());
        members.put("message", event.getFormattedMessage());
        TraceNames trace = TraceNames.of(event.getMDCPropertyMap());
        putIfThere(members, "requestId", event.getMDCPropertyMap().get("requestId"));
        putIfThere(members, "traceId", trace.traceId());
        putIfThere(members, "spanId", trace.spanId());
        if (event.getThrowableProxy() != null) {
            members.put("exception", stackTraces.convert(event));
        }
        return members;
    }

    private static void putIfThere(Map<String, String> members, String name, @Nullable String value) {
        if (value != null) {
            members.put(name, value);
        }
    }
}
