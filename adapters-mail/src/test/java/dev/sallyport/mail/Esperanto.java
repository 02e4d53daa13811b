package dev.sallyport.mail;

import java.nio.file.Path;

/** A language that only tests speak, and that is not complete. */
final class Esperanto {
    private Esperanto() {}

    static OwnTemplates read() {
        return OwnTemplates.read(Path.of("src/test/resources/esperanto"));
    }
}
