package dev.sallyport.bootstrap.logging;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** The end of a line that belongs to a trace. */
final class TraceSuffix extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        TraceNames trace = TraceNames.of(event.getMDCPropertyMap());
        return trace.traceId() == null ? "" : " trace=" + trace.traceId() + " span=" + trace.spanId();
    }
}
