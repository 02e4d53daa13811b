package dev.sallyport.bootstrap.cli;

import java.io.Console;
import java.io.InputStream;
import java.util.Optional;

/** Where a command hears from people and from other programs. */
public interface Keyboard {
    /** What is piped into the program. */
    InputStream input();

    /**
     * Asks somebody for what is not to be seen.
     *
     * @return what they typed; empty if there is nobody to be asked
     */
    Optional<String> askSecretly(String question);

    /** That of the terminal that the program runs in, if it does. */
    static Keyboard ofTheProgram() {
        return new Keyboard() {
            @Override
            public InputStream input() {
                return System.in;
            }

            // From JDK 22 on there is a console in any case; where nobody sits at it, its input is at its end.
            @Override
            @SuppressWarnings("SystemConsoleNull") // JDK 21, which we support, has none then
            public Optional<String> askSecretly(String question) {
                Console console = System.console();
                return console == null
                        ? Optional.empty()
                        : Optional.ofNullable(console.readPassword("%s", question))
                                .map(String::new);
            }
        };
    }
}
