package dev.sallyport.bootstrap.cli;

import dev.sallyport.application.Sallyport;
import dev.sallyport.application.admin.ListUsers;
import dev.sallyport.application.admin.UserDirectory;
import dev.sallyport.bootstrap.CannotStart;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows accounts, the newest first. */
final class UsersList {
    private static final int PAGE = 100;

    private final World world;
    private final Supplier<Choice> choice;

    UsersList(World world, Supplier<Choice> choice) {
        this.world = world;
        this.choice = choice;
    }

    /** What was typed. */
    record Choice(UserDirectory.Filter filter, int most, boolean json) {}

    OnCore onCore() {
        return new OnCore(world, (sallyport, configuration) -> {
            Choice chosen = choice.get();
            if (chosen.json()) {
                each(sallyport, chosen, user -> world.out().println(ShownUser.json(user)));
                return 0;
            }
            Table table = new Table("ID", "EMAIL", "NAME", "STATUS", "ROLES", "LAST SIGN-IN");
            boolean more = each(sallyport, chosen, user -> row(user, table));
            table.print(world.out());
            if (more) {
                world.out().println("There are more: --limit N shows N of them.");
            }
            return 0;
        });
    }

    /** Whether there are more than were asked for. */
    private static boolean each(Sallyport sallyport, Choice chosen, Consumer<User> shown) {
        @Nullable UserId before = null;
        int left = chosen.most();
        while (true) {
            var command = new ListUsers.Command(UsersCommand.reader(), chosen.filter(), before, Math.min(PAGE, left));
            switch (sallyport.listUsers().handle(command)) {
                case ListUsers.Result.Found(List<User> users, boolean more) -> {
                    users.forEach(shown);
                    left -= users.size();
                    if (!more || left == 0) {
                        return more;
                    }
                    before = users.getLast().id();
                }
                case ListUsers.Result.Refused(var why) -> throw new CannotStart(RefusalWords.of(why), null);
            }
        }
    }

    private static void row(User user, Table table) {
        table.row(
                user.id().toString(),
                user.email().value(),
                user.displayName() == null ? "-" : user.displayName().value(),
                ShownUser.status(user.status()),
                String.join(", ", ShownUser.sorted(user.roles())),
                ShownUser.time(user.lastSignInAt()));
    }
}
