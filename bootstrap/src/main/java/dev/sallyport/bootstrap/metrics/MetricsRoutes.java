package dev.sallyport.bootstrap.metrics;

import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** {@code GET /metrics}, in Prometheus' text format or, for those who ask for it, as OpenMetrics. For the management port alone. */
final class MetricsRoutes implements RouteGroup {
    private final PrometheusRegistry registry;
    private final ExpositionFormats formats = ExpositionFormats.init();

    MetricsRoutes(PrometheusRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void register(Routes routes) {
        routes.get("/metrics", Access.ANYONE, this::metrics);
    }

    private Answer metrics(Request request) {
        ExpositionFormatWriter writer = writer(String.join(",", request.headers("Accept")));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            writer.write(body, registry.scrape());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Answer.of(Response.of(200, writer.getContentType(), body.toByteArray()));
    }

    /** Protocol Buffers are known, but were left at home. */
    private ExpositionFormatWriter writer(String accept) {
        ExpositionFormatWriter wanted = formats.findWriter(accept);
        return wanted.isAvailable() ? wanted : formats.getPrometheusTextFormatWriter();
    }
}
