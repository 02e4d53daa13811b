package dev.sallyport.bootstrap.cli;

import dev.sallyport.application.admin.FindUser;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.parsing.Parsed;
import dev.sallyport.http.json.Parsers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Which accounts are meant: one by its address or its id, or all that a file names, one a line. */
final class UsersNamed {
    private static final String PIPE = "-";

    private final OptionSpec email = Arguments.option("--email", "ADDRESS", "Whose account, by its address.");
    private final OptionSpec id = Arguments.option("--id", "UUID", "Whose account, by its id.");
    private final OptionSpec file = Arguments.option(
            "--file", "FILE", "All whose address or id is in there, one a line; - reads what is piped in.");

    /**
     * What somebody calls an account.
     *
     * @param command what finds it; empty if that is no name of one
     */
    record Name(String text, Optional<FindUser.Command> command) {
        static Name of(String text) {
            if (EmailAddress.parse(text) instanceof Parsed.Valid<EmailAddress>(var email)) {
                return new Name(text, Optional.of(new FindUser.Command.ByEmail(email)));
            }
            return Parsers.id(UserId::new).apply(text) instanceof Parsed.Valid<UserId>(var id)
                    ? new Name(text, Optional.of(new FindUser.Command.ById(id)))
                    : new Name(text, Optional.empty());
        }
    }

    ArgGroupSpec group() {
        return ArgGroupSpec.builder()
                .exclusive(true)
                .multiplicity("1")
                .addArg(email)
                .addArg(id)
                .addArg(file)
                .build();
    }

    /** Does something with one name after the other. */
    void forEach(World world, Consumer<Name> work) throws IOException {
        Optional<String> list = Arguments.value(file);
        if (list.isEmpty()) {
            work.accept(Name.of(Arguments.<String>value(email)
                    .or(() -> Arguments.<String>value(id))
                    .orElseThrow()));
            return;
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                list.get().equals(PIPE)
                        ? world.keyboard().input()
                        : world.files().open(Path.of(list.get())),
                StandardCharsets.UTF_8.newDecoder()))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    work.accept(Name.of(line.strip()));
                }
            }
        }
    }
}
