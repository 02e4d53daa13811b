package dev.sallyport.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.sallyport.bootstrap.Schema;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.config.DatabaseSettings;
import dev.sallyport.bootstrap.config.LogFormat;
import dev.sallyport.bootstrap.config.LogLevel;
import dev.sallyport.bootstrap.logging.Logging;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;

/**
 * Another function of the same package: brings the database schema up to date, whatever it is called with. It is one of its own, so that the one that
 * everybody reaches need not be the owner of the tables.
 */
public final class MigrationHandler implements RequestStreamHandler {
    private final Map<String, String> environment;

    /** As Lambda makes it. */
    public MigrationHandler() {
        this(System.getenv());
    }

    MigrationHandler(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        Logging.start(LogFormat.TEXT, LogLevel.WARN);
        DatabaseSettings settings = Configuration.parseDatabase(environment, Files::newInputStream);
        out.write(("{\"applied\": " + Schema.migrate(settings) + "}").getBytes(StandardCharsets.UTF_8));
    }
}
