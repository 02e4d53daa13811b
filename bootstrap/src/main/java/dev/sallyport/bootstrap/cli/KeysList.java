package dev.sallyport.bootstrap.cli;

import dev.sallyport.bootstrap.Keys;
import dev.sallyport.bootstrap.config.KeySettings;
import dev.sallyport.domain.keys.KeyLife;
import dev.sallyport.http.json.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Shows the signing keys. Nothing secret is read for it. */
final class KeysList implements Callable<Integer> {
    private final World world;
    private final BooleanSupplier json;

    KeysList(World world, BooleanSupplier json) {
        this.world = world;
        this.json = json;
    }

    @Override
    public Integer call() {
        KeySettings settings = KeysCommand.settings(world);
        List<KeyLife> keys = Keys.with(settings, Keys::list).keys();
        if (json.getAsBoolean()) {
            keys.forEach(life -> world.out().println(json(life)));
        } else if (keys.isEmpty()) {
            world.out().println("There are no signing keys yet. A server makes the first when it starts.");
        } else {
            table(keys).print(world.out());
        }
        return 0;
    }

    private static Table table(List<KeyLife> keys) {
        Table table = new Table("KID", "ALGORITHM", "STAGE", "CREATED", "SIGNS FROM", "VERIFIES UNTIL");
        keys.forEach(life -> table.row(
                life.key().key().id().toString(),
                life.key().key().algorithm().name(),
                stage(life),
                ShownUser.time(life.key().createdAt()),
                ShownUser.time(life.key().activeFrom()),
                ShownUser.time(life.verifiesUntil())));
        return table;
    }

    private static String json(KeyLife life) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("kid", life.key().key().id().toString());
        json.put("algorithm", life.key().key().algorithm().name());
        json.put("stage", stage(life));
        json.put("createdAt", life.key().createdAt().toString());
        json.put("signsFrom", life.key().activeFrom().toString());
        json.put(
                "verifiesUntil",
                life.verifiesUntil() == null ? null : life.verifiesUntil().toString());
        return JsonText.of(json);
    }

    private static String stage(KeyLife life) {
        return life.stage().name().toLowerCase(Locale.ROOT);
    }
}
