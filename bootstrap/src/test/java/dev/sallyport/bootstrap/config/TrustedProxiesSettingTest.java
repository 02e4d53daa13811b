package dev.sallyport.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.domain.session.AddressRanges;
import dev.sallyport.domain.session.ClientAddress;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesSettingTest {
    private static Configuration configured(Map<String, String> environment) {
        return Configuration.parseForServer(
                environment,
                file -> new ByteArrayInputStream(
                        "# balancers\n10.0.0.0/8\n10.1.0.0/16, 2001:db8::1 # one\n".getBytes(StandardCharsets.UTF_8)));
    }

    private static AddressRanges proxies(String... settings) {
        return configured(Environments.server(settings)).server().trustedProxies();
    }

    @Test
    void areNobodyUnlessSomebodyIsNamed() {
        assertThat(proxies().isEmpty()).isTrue();
    }

    @Test
    void areNamedByNetworkOrAddress() {
        AddressRanges proxies = proxies("TRUSTED_PROXIES", "10.0.0.0/8, 192.0.2.1,2001:db8:1::/48");

        assertThat(proxies).hasToString("10.0.0.0/8, 192.0.2.1/32, 2001:db8:1::/48");
        assertThat(proxies.contains(ClientAddress.of("10.3.4.5"))).isTrue();
        assertThat(proxies.contains(ClientAddress.of("192.0.2.2"))).isFalse();
    }

    @Test
    void mayStandInAFileWithComments() {
        assertThat(proxies("TRUSTED_PROXIES_FILE", "/run/proxies")).hasToString("10.0.0.0/8, 2001:db8::1/128");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.0.0.0/0 | is \"0.0.0.0/0\", which is far more than your proxies, | such as 10.0.0.0/8.",
                "10.0.0.0/8,::/0 | is \"::/0\", which is far more than your proxies, | such as 10.0.0.0/8.",
                "10.0.0.0/8,10.1 | is \"10.1\", neither an address nor a network | such as 10.0.0.0/8 or",
                "nginx | is \"nginx\", neither an address nor a network | such as 10.0.0.0/8 or",
                "* | is \"*\", neither an address nor a network | such as 10.0.0.0/8 or",
                "10.0.0.0/33 | is \"10.0.0.0/33\", neither an address nor a network | such as 10.0.0.0/8 or",
                "fe80::1%eth0 | is \"fe80::1%eth0\", neither an address nor a network | such as 10.0.0.0/8 or",
                "10.0.0.1/8 | is \"10.0.0.1/8\", which is an address within a network | Write 10.0.0.0/8 for the network,",
                "2001:db8::1/64 | is \"2001:db8::1/64\", which is an address within | Write 2001:db8::/64 for the network,"
            })
    void areRefusedWithTheEntryThatIsWrong(String value, String flaw, String remedy) {
        ConfigurationRefused refused = catchThrowableOfType(
                ConfigurationRefused.class, () -> configured(Environments.server("TRUSTED_PROXIES", value)));

        assertThat(refused.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.setting()).isEqualTo("TRUSTED_PROXIES");
            assertThat(problem.flaw()).startsWith(flaw);
            assertThat(problem.remedy()).contains(remedy);
        });
    }
}
