package dev.sallyport.deployment.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.deployment.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One of the ways in which Sallyport is run on Kubernetes. */
enum Overlay {
    LOCAL("local"),
    PRODUCTION("production"),
    SELF_HOSTED("self-hosted");

    /** What {@code make-secrets} writes for {@link #LOCAL}, and no repository holds. */
    private static final Map<String, String> MADE = Map.of(
            "MASTER_KEY", "made",
            "DATABASE_PASSWORD", "made",
            "REDIS_URL", "redis://sallyport:made@redis.sallyport-database.svc:6379/0",
            "users.acl", "user default off\n");

    private final String folder;

    Overlay(String folder) {
        this.folder = folder;
    }

    /** What would be applied. */
    List<ObjectNode> render(Path copy) {
        return Kustomize.build(in(copy));
    }

    Path in(Path copy) {
        return copy.resolve("overlays").resolve(folder);
    }

    /** All manifests, with what somebody has to make before they are applied. */
    static Path copyInto(Path target) {
        Path source = Repository.path("deploy/kubernetes");
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                // Secrets are nobody's business, and a release may be running.
                if (file.getParent().endsWith("secrets") || file.toString().contains("/.release.")) {
                    continue;
                }
                Path copy = target.resolve(source.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
            Path secrets = Files.createDirectories(LOCAL.in(target).resolve("secrets"));
            for (Map.Entry<String, String> secret : MADE.entrySet()) {
                Files.writeString(secrets.resolve(secret.getKey()), secret.getValue());
            }
            return target;
        } catch (IOException cannotBeCopied) {
            throw new UncheckedIOException(cannotBeCopied);
        }
    }
}
