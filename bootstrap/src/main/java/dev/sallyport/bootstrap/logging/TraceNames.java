package dev.sallyport.bootstrap.logging;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which trace a log line belongs to: as the OpenTelemetry agent says where it runs, whose spans it is that are to be found; else as the caller said.
 *
 * @param traceId null if it belongs to none
 */
record TraceNames(@Nullable String traceId, @Nullable String spanId) {
    static TraceNames of(Map<String, String> context) {
        String agents = context.get("trace_id");
        return agents == null
                ? new TraceNames(context.get("traceId"), context.get("spanId"))
                : new TraceNames(agents, context.get("span_id"));
    }
}
