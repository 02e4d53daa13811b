package dev.sallyport.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RepositoryTest {
    @Test
    void isTheSourceTreeOfSallyport() {
        assertThat(Repository.text("pom.xml")).contains("<module>deploy</module>");
        assertThat(Repository.path(".github/workflows")).isDirectory();
    }

    @Test
    void findsFilesByTheirEnding() {
        assertThat(Repository.files("deploy/postgresql", ".sql"))
                .containsExactly(Repository.path("deploy/postgresql/roles.sql"));
        assertThat(Repository.files("deploy/postgresql", ".yaml")).isEmpty();
    }
}
