package dev.sallyport.application.admin;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.account.Users;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import java.util.Optional;

/** Finds the account that an operator means. */
public final class FindUser {
    private final Transactor transactor;
    private final Users users;

    public FindUser(Transactor transactor, Users users) {
        this.transactor = transactor;
        this.users = users;
    }

    /** How an operator names an account. */
    public sealed interface Command {
        record ByEmail(EmailAddress email) implements Command {}

        record ById(UserId id) implements Command {}
    }

    public sealed interface Result {
        record Found(User user) implements Result {}

        record Unknown() implements Result {}
    }

    public Result handle(Command command) {
        Optional<User> user = switch (command) {
            case Command.ByEmail(var email) -> users.credentials(email).map(Users.Credentials::user);
            case Command.ById(var id) -> transactor.inTransaction(() -> users.hold(id));
        };
        return user.<Result>map(Result.Found::new).orElseGet(Result.Unknown::new);
    }
}
