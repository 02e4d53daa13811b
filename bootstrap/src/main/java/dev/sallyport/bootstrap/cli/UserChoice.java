package dev.sallyport.bootstrap.cli;

import dev.sallyport.application.Sallyport;
import dev.sallyport.application.admin.FindUser;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.http.json.Parsers;
import java.util.Optional;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Which account is meant: by its address or its id. */
final class UserChoice {
    private final OptionSpec email =
            Arguments.email("Whose account, by its address.").build();
    private final OptionSpec id = Arguments.option(
            "--id",
            "UUID",
            UserId.class,
            Parsers.id(UserId::new),
            "that is not an id. Give one such as 0198f2a0-7b3c-7d11-9c1e-0c2b6f8f7a13.",
            "Whose account, by its id.");

    /** For a command that is about one account. */
    ArgGroupSpec group() {
        return ArgGroupSpec.builder()
                .exclusive(true)
                .multiplicity("1")
                .addArg(email)
                .addArg(id)
                .build();
    }

    /** The account, if there is one. */
    Optional<User> find(Sallyport sallyport) {
        FindUser.Command command = Arguments.<EmailAddress>value(email)
                .<FindUser.Command>map(FindUser.Command.ByEmail::new)
                .orElseGet(() -> new FindUser.Command.ById(Arguments.required(id, UserId.class)));
        return find(command, sallyport);
    }

    static Optional<User> find(FindUser.Command command, Sallyport sallyport) {
        return switch (sallyport.findUser().handle(command)) {
            case FindUser.Result.Found(var user) -> Optional.of(user);
            case FindUser.Result.Invited(var invitation) -> Optional.empty();
            case FindUser.Result.Unknown() -> Optional.empty();
        };
    }
}
