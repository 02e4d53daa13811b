package dev.sallyport.bootstrap.cli;

import dev.sallyport.application.Sallyport;
import dev.sallyport.application.access.ListRoles;
import dev.sallyport.bootstrap.CannotStart;
import dev.sallyport.domain.access.Role;
import dev.sallyport.domain.access.RoleName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Shows all roles. */
final class RolesList {
    private static final int PAGE = 100;

    private final World world;
    private final BooleanSupplier json;

    RolesList(World world, BooleanSupplier json) {
        this.world = world;
        this.json = json;
    }

    OnCore onCore() {
        return new OnCore(world, (sallyport, configuration) -> {
            List<Role> roles = all(sallyport);
            if (json.getAsBoolean()) {
                roles.forEach(role -> world.out().println(ShownRole.json(role)));
            } else {
                Table table = new Table("ROLE", "PERMISSIONS", "DESCRIPTION");
                roles.forEach(role -> table.row(
                        role.name().value(),
                        Integer.toString(role.permissions().size()),
                        role.description().value()));
                table.print(world.out());
            }
            return 0;
        });
    }

    private static List<Role> all(Sallyport sallyport) {
        List<Role> all = new ArrayList<>();
        @Nullable RoleName after = null;
        boolean more = true;
        while (more) {
            switch (sallyport.listRoles().handle(new ListRoles.Command(UsersCommand.reader(), after, PAGE))) {
                case ListRoles.Result.Found found -> {
                    all.addAll(found.roles());
                    more = found.more();
                    after = all.isEmpty() ? null : all.getLast().name();
                }
                case ListRoles.Result.Refused(var why) -> throw new CannotStart(RefusalWords.of(why), null);
            }
        }
        return all;
    }
}
