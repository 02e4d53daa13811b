package dev.sallyport.bootstrap.cli;

import dev.sallyport.application.Sallyport;
import dev.sallyport.application.admin.ImportLine;
import dev.sallyport.application.admin.ImportUsers;
import dev.sallyport.application.admin.LineFault;
import dev.sallyport.bootstrap.CannotStart;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.http.json.JsonText;
import dev.sallyport.http.lines.UserLines;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Takes in users from a file. */
final class UsersImport {
    private static final String PIPE = "-";

    /** What to do about faults that are decisions. */
    private static final Map<String, String> HINTS = Map.of(
            "administrative-role", " (let in with --allow-administrators)",
            "deleted", " (brought back with --restore-deleted)",
            "hash-too-dear", " (at most Argon2id with m=65536 and t=10, bcrypt with 12)");

    private final World world;
    private final Supplier<Choice> choice;

    UsersImport(World world, Supplier<Choice> choice) {
        this.world = world;
        this.choice = choice;
    }

    /** What was typed. */
    record Choice(String file, Set<ImportUsers.Option> options, Optional<String> report, boolean json) {
        Choice {
            options = Set.copyOf(options);
        }

        boolean dryRun() {
            return options.contains(ImportUsers.Option.DRY_RUN);
        }
    }

    OnCore onCore() {
        return new OnCore(world, (sallyport, configuration) -> {
            Choice chosen = choice.get();
            ImportUsers.Result result = chosen.report().isPresent()
                    ? reporting(Path.of(chosen.report().get()), chosen, sallyport, configuration)
                    : run(chosen, sallyport, configuration, world.out());
            world.out().println(chosen.json() ? json(result, chosen) : words(result, chosen));
            return result.refused() == 0 ? 0 : 1;
        });
    }

    private ImportUsers.Result reporting(Path report, Choice chosen, Sallyport sallyport, Configuration configuration) {
        var result = new ImportUsers.Result[1];
        OwnersFile.write(report, out -> result[0] = run(chosen, sallyport, configuration, out));
        return result[0];
    }

    private ImportUsers.Result run(
            Choice chosen, Sallyport sallyport, Configuration configuration, PrintWriter report) {
        try (InputStream file = open(chosen.file())) {
            return sallyport
                    .importUsers()
                    .handle(new ImportUsers.Command(
                            new UserLines(file),
                            chosen.options(),
                            configuration.server().defaultLocale(),
                            refused -> report.println(chosen.json() ? json(refused) : words(refused))));
        } catch (NoSuchFileException missing) {
            throw new CannotStart("There is no file " + chosen.file() + ".", missing);
        } catch (IOException | UncheckedIOException unreadable) {
            throw new CannotStart(
                    chosen.file() + " cannot be read: " + unreadable.getMessage()
                            + " Whoever came in before stays; do it again to go on.",
                    unreadable);
        }
    }

    private InputStream open(String file) throws IOException {
        return file.equals(PIPE) ? world.keyboard().input() : world.files().open(Path.of(file));
    }

    private static String words(ImportLine.Refused refused) {
        return "line " + refused.number() + ": "
                + refused.faults().stream().map(UsersImport::words).collect(Collectors.joining(", "));
    }

    private static String words(LineFault fault) {
        String code = fault.code() + HINTS.getOrDefault(fault.code(), "");
        return fault.member().isEmpty() ? code : fault.member() + " " + code;
    }

    private static String json(ImportLine.Refused refused) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("line", refused.number());
        json.put("faults", refused.faults().stream().map(UsersImport::json).toList());
        return JsonText.of(json);
    }

    private static Map<String, String> json(LineFault fault) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("pointer", fault.member());
        json.put("code", fault.code());
        return json;
    }

    private static String words(ImportUsers.Result result, Choice chosen) {
        String summary = (chosen.dryRun() ? "Would import " : "Imported ") + result.imported() + "; " + result.present()
                + " were there already; " + result.refused() + " refused.";
        return result.withoutFactor() == 0
                ? summary
                : summary + System.lineSeparator() + result.withoutFactor()
                        + " of them had a second factor, which cannot come along and is asked for all the same:"
                        + " they get in once an administrator has reset it.";
    }

    private static String json(ImportUsers.Result result, Choice chosen) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("imported", result.imported());
        json.put("present", result.present());
        json.put("refused", result.refused());
        json.put("withoutFactor", result.withoutFactor());
        json.put("dryRun", chosen.dryRun());
        return JsonText.of(json);
    }
}
