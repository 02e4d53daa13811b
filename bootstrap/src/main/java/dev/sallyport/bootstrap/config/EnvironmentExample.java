package dev.sallyport.bootstrap.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The file to copy for a first environment: every setting with what it means, none of them in force. Made from the catalogue. */
final class EnvironmentExample {
    private static final int WIDTH = 110;

    private static final String INTRODUCTION = """
            # Settings for docker compose. Docker reads them from a file named .env:
            #
            #   cp .env.example .env
            #
            # and take away the # before what you want to change. Nothing has to be. `docker run --env-file` reads the file, too.
            # Every name may end in _FILE instead: the value is then read from that file. An empty value is the same as none.
            # Durations are written 90s, 15m, 12h, 7d; rates 10/1m; sizes 19MiB. More on each is in docs/settings.md, which says the same.

            # What follows is given to the server from the file named here: from this one, once it is called .env. A .env without this line
            # would be read by Docker alone, so it is refused; ENV_FILE=.env.example says that this is meant.
            ENV_FILE=.env

            # ---- Compose -------------------------------------------------------------------------------------------------------

            # docker-compose.yml itself sets HOST, MANAGEMENT_PORT, DATABASE_URL, DATABASE_USER, DATABASE_PASSWORD, RATE_LIMIT_STORE and
            # REDIS_URL, which lead to its own containers: what is said of them here is of no effect there. PORT and STUDIO_PORT are the
            # ports of this machine; change PUBLIC_URL together with PORT. MASTER_KEY, if it is empty, is made and kept in a volume.
            # TRUSTED_PROXIES is added to its own nginx: it is 10.89.77.1 for a proxy on this machine in front of PORT.

            # Here mail goes to Mailpit: SMTP_HOST=mailpit, SMTP_PORT=1025, SMTP_SECURITY=none, SMTP_FROM=Sallyport <accounts@example.com>.
            # For a mail server of your own, set all four, also where a value is the default that is shown below.

            # The password of the database. It is set when the database is made, so choose it before the first start.
            #POSTGRES_PASSWORD=for-development-alone

            # Ports of this machine for PostgreSQL, for mail to be caught, for the page that shows it, and for nginx (profile scale).
            #POSTGRES_PORT=5432
            #MAILPIT_SMTP_PORT=1025
            #MAILPIT_PORT=8025
            #NGINX_PORT=3080

            # Another image than the one built here.
            #SALLYPORT_IMAGE=ghcr.io/sallyport/sallyport:0.1.0
            """;

    private EnvironmentExample() {}

    static String text() {
        StringBuilder text = new StringBuilder(INTRODUCTION);
        for (Group group : Group.values()) {
            String title = "# ---- " + group.title() + " ";
            text.append('\n')
                    .append(title)
                    .append("-".repeat(WIDTH - title.length()))
                    .append('\n');
            Catalogue.SETTINGS.stream()
                    .filter(setting -> setting.group() == group)
                    .forEach(setting -> text.append('\n').append(entry(setting)));
        }
        return text.toString();
    }

    private static String entry(Setting<?> setting) {
        String fallback = setting.fallback();
        String comment = setting.meaning() + (fallback == null ? " Default: " + setting.fallbackShown() + "." : "");
        return wrapped(comment.replace("`", "")) + "#" + setting.name() + "=" + (fallback == null ? "" : fallback)
                + "\n";
    }

    /** In lines of comment that are not too long. */
    private static String wrapped(String sentence) {
        List<StringBuilder> lines = new ArrayList<>();
        for (String word : sentence.split(" ", -1)) {
            if (lines.isEmpty() || lines.getLast().length() + 1 + word.length() > WIDTH) {
                lines.add(new StringBuilder("#"));
            }
            lines.getLast().append(' ').append(word);
        }
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }
}
