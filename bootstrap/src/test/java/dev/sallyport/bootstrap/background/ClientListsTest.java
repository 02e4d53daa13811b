package dev.sallyport.bootstrap.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.bootstrap.config.ClientSettings;
import dev.sallyport.bootstrap.config.ListedAddresses;
import dev.sallyport.domain.session.AddressRange;
import dev.sallyport.domain.session.AddressRanges;
import dev.sallyport.domain.session.ClientAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientListsTest {
    private static AddressRanges ranges(String... ranges) {
        return AddressRanges.of(Stream.of(ranges)
                .map(range -> ((AddressRange.Reading.Valid) AddressRange.read(range)).range())
                .toList());
    }

    private static ListedAddresses listed(String... ranges) {
        return new ListedAddresses("CLIENT_LIST", ranges(ranges), Optional.empty());
    }

    private static ClientLists lists(ListedAddresses allowed, ListedAddresses denied) {
        return ClientLists.start(new Threads(), new ClientSettings(allowed, denied), ranges("10.0.0.0/8"));
    }

    @Test
    void denyNobodyAndCountEverybodyIfTheyAreEmpty() {
        try (ClientLists lists = lists(listed(), listed())) {
            assertThat(lists.isDenied(ClientAddress.of("203.0.113.7"))).isFalse();
            assertThat(lists.isExempt(ClientAddress.of("203.0.113.7"))).isFalse();
        }
    }

    @Test
    void allowRatherThanDeny() {
        try (ClientLists lists = lists(listed("203.0.113.9"), listed("203.0.113.0/24"))) {
            assertThat(lists.isDenied(ClientAddress.of("203.0.113.7"))).isTrue();
            assertThat(lists.isDenied(ClientAddress.of("203.0.113.9"))).isFalse();
            assertThat(lists.isExempt(ClientAddress.of("203.0.113.9"))).isTrue();
            assertThat(lists.isExempt(ClientAddress.of("203.0.113.7"))).isFalse();
        }
    }

    @Test
    void exemptNoTrustedProxy() {
        try (ClientLists lists = lists(listed("10.0.0.0/8", "192.0.2.0/24"), listed())) {
            assertThat(lists.isExempt(ClientAddress.of("10.0.0.5"))).isFalse();
            assertThat(lists.isExempt(ClientAddress.of("192.0.2.5"))).isTrue();
        }
    }

    @Test
    void followTheirFilesWithinFiveSeconds(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("denied.txt"), "203.0.113.7");
        ListedAddresses denied = new ListedAddresses("CLIENT_DENYLIST_FILE", ranges("203.0.113.7"), Optional.of(file));
        try (ClientLists lists = lists(listed(), denied)) {
            Files.writeString(file, "198.51.100.1");

            await().atMost(Duration.ofSeconds(5))
                    .until(() -> lists.isDenied(ClientAddress.of("198.51.100.1"))
                            && !lists.isDenied(ClientAddress.of("203.0.113.7")));
        }
    }
}
