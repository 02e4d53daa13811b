package dev.sallyport.bootstrap.cli;

import dev.sallyport.application.Sallyport;
import dev.sallyport.application.admin.ExportUsers;
import dev.sallyport.http.lines.UserLine;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Hands out all users. */
final class UsersExport {
    private static final String PIPE = "-";

    private final World world;
    private final Supplier<String> file;

    UsersExport(World world, Supplier<String> file) {
        this.world = world;
        this.file = file;
    }

    OnCore onCore() {
        return new OnCore(world, (sallyport, configuration) -> {
            if (file.get().equals(PIPE)) {
                return exported(sallyport, world.out(), world.err());
            }
            OwnersFile.write(Path.of(file.get()), out -> exported(sallyport, out, world.out()));
            return 0;
        });
    }

    private int exported(Sallyport sallyport, PrintWriter out, PrintWriter told) {
        ExportUsers.Result result =
                sallyport.exportUsers().handle(new ExportUsers.Command(user -> out.println(UserLine.of(user))));
        told.println("Exported " + result.exported()
                + ", with what their passwords can be guessed from: keep it as you keep the database.");
        return out.checkError() ? 1 : 0;
    }
}
