package dev.sallyport.http;

import dev.sallyport.domain.account.LanguageTag;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where and how the server is reached.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 for any free one
 * @param managementPort the port for health alone; 0 for any free one, null for none
 * @param publicUrl where callers reach the server; links are made of it, never of what a request says
 * @param appName what pages call the service
 * @param corsOrigins whose pages may call the API, exactly as browsers write them ({@code https://app.example.com})
 * @param defaultLocale which language somebody reads if nothing tells
 * @param shutdownGrace how long requests in flight may take when the server is to stop
 */
public record HttpSettings(
        String host,
        int port,
        @Nullable Integer managementPort,
        URI publicUrl,
        String appName,
        List<String> corsOrigins,
        LanguageTag defaultLocale,
        Duration shutdownGrace) {

    public HttpSettings {
        corsOrigins = List.copyOf(corsOrigins);
    }
}
