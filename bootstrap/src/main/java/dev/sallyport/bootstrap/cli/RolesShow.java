package dev.sallyport.bootstrap.cli;

import dev.sallyport.application.access.ReadRole;
import dev.sallyport.domain.access.Role;
import dev.sallyport.domain.access.RoleName;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Shows one role. */
final class RolesShow {
    private final World world;
    private final Supplier<RoleName> role;
    private final BooleanSupplier json;

    RolesShow(World world, Supplier<RoleName> role, BooleanSupplier json) {
        this.world = world;
        this.role = role;
        this.json = json;
    }

    OnCore onCore() {
        return new OnCore(world, (sallyport, configuration) -> switch (sallyport
                .readRole()
                .handle(new ReadRole.Command(UsersCommand.reader(), role.get()))) {
            case ReadRole.Result.Found(var found) -> shown(found);
            case ReadRole.Result.Refused(var why) -> RefusalWords.tell(why, world);
        });
    }

    private int shown(Role found) {
        if (json.getAsBoolean()) {
            world.out().println(ShownRole.json(found));
            return 0;
        }
        new Table("role", found.name().value())
                .row("description", found.description().value())
                .row("created", ShownUser.time(found.createdAt()))
                .print(world.out());
        world.out().println("permissions");
        ShownUser.sorted(found.permissions()).forEach(name -> world.out().println("  " + name));
        return 0;
    }
}
