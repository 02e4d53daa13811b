package dev.sallyport.bootstrap.cli;

import dev.sallyport.domain.audit.RecordedEvent;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One entry of the audit trail as a line for other programs. */
final class AuditRow {
    /** RFC 4180, with the names of the columns first. */
    static final String CSV_HEADER = "id,occurredAt,type,userId,details,clientAddress,userAgent\r\n";

    /** What a spreadsheet takes for a formula, which may then do what it likes. */
    private static final String FORMULA = "=+-@\t\r";

    private AuditRow() {}

    static String csv(RecordedEvent event) {
        return Stream.of(
                                event.id().toString(),
                                event.occurredAt().toString(),
                                event.type(),
                                text(event.user()),
                                details(event),
                                text(event.clientAddress()),
                                text(event.userAgent()))
                        .map(AuditRow::cell)
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    static String json(RecordedEvent event) {
        return "{\"id\":" + value(event.id())
                + ",\"occurredAt\":" + value(event.occurredAt())
                + ",\"type\":" + value(event.type())
                + ",\"userId\":" + value(event.user())
                + ",\"details\":" + details(event)
                + ",\"clientAddress\":" + value(event.clientAddress())
                + ",\"userAgent\":" + value(event.userAgent())
                + "}\n";
    }

    private static String details(RecordedEvent event) {
        return new TreeMap<>(event.details())
                .entrySet().stream()
                        .map(detail -> JsonText.quoted(detail.getKey()) + ":" + JsonText.quoted(detail.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String cell(String text) {
        String harmless = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return harmless.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + harmless.replace("\"", "\"\"") + '"'
                : harmless;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static String value(@Nullable Object value) {
        return value == null ? "null" : JsonText.quoted(value.toString());
    }
}
