package dev.sallyport.bootstrap.cli;

import dev.sallyport.bootstrap.Keys;
import dev.sallyport.bootstrap.config.KeySettings;
import dev.sallyport.domain.keys.KeyLife;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Shows the signing keys. Nothing secret is read for it. */
final class KeysList implements Callable<Integer> {
    private final World world;

    KeysList(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        KeySettings settings = KeysCommand.settings(world);
        List<KeyLife> keys = Keys.with(settings, Keys::list).keys();
        if (keys.isEmpty()) {
            world.out().println("There are no signing keys yet. A server makes the first when it starts.");
            return 0;
        }
        print("KID", "ALGORITHM", "STAGE", "CREATED", "SIGNS FROM", "VERIFIES UNTIL");
        for (KeyLife life : keys) {
            print(
                    life.key().key().id().toString(),
                    life.key().key().algorithm().name(),
                    life.stage().name().toLowerCase(Locale.ROOT),
                    shown(life.key().createdAt()),
                    shown(life.key().activeFrom()),
                    shown(life.verifiesUntil()));
        }
        return 0;
    }

    private void print(String... cells) {
        world.out()
                .println(String.format(Locale.ROOT, "%-36s  %-9s  %-10s  %-20s  %-20s  %s", (Object[]) cells)
                        .stripTrailing());
    }

    private static String shown(@Nullable Instant instant) {
        return instant == null ? "-" : instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
