package dev.sallyport.http;

import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.session.AddressRanges;
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
 * @param trustedProxies whose word on where a request comes from is taken
 */
public record HttpSettings(
        String host,
        int port,
        @Nullable Integer managementPort,
        URI publicUrl,
        String appName,
        List<String> corsOrigins,
        LanguageTag defaultLocale,
        Duration shutdownGrace,
        AddressRanges trustedProxies) {

    public HttpSettings {
        corsOrigins = List.copyOf(corsOrigins);
    }

    /** Where nothing stands between the server and those who call it. */
    public HttpSettings(
            String host,
            int port,
            @Nullable Integer managementPort,
            URI publicUrl,
            String appName,
            List<String> corsOrigins,
            LanguageTag defaultLocale,
            Duration shutdownGrace) {
        this(
                host,
                port,
                managementPort,
                publicUrl,
                appName,
                corsOrigins,
                defaultLocale,
                shutdownGrace,
                AddressRanges.none());
    }

    public HttpSettings trusting(AddressRanges proxies) {
        return new HttpSettings(
                host, port, managementPort, publicUrl, appName, corsOrigins, defaultLocale, shutdownGrace, proxies);
    }
}
