package org.slipway.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.7, 10.0.0.7, true",
        "10.0.0.7, 10.0.0.8, false",
        "10.0.0.7, ::1, false",
        "10.0.0.0/24, 10.0.0.255, true",
        "10.0.0.0/24, 10.0.1.0, false",
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/31, 10.0.0.1, true",
        "10.0.0.0/31, 10.0.0.2, false",
        "128.0.0.0/1, 255.255.255.255, true",
        "128.0.0.0/1, 127.255.255.255, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 2001:db8::1, true",
        "::1, 0:0:0:0:0:0:0:1, true",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "fe80::/10, fe80::1%eth0, true",
        "10.0.0.7, ::ffff:10.0.0.7, true",
    })
    void aRangeHasTheAddressesThatBeginWithItsBits(String range, String address, boolean inside) {
        assertThat(AddressRange.parse(range).contains(IpAddress.parse(address).orElseThrow()))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "proxy.example.org",
                "10.0.0",
                "10.0.0.256",
                "010.0.0.1",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0.0/x",
                "::1/129",
                "1::2::3",
                ":",
                "fe80",
                "/24",
                "10.0.0.1/24",
                "2001:db8::1/32",
                "10.0.0.7:80",
                "*"
            })
    void anythingElseStopsTheDeploymentWithWhatWouldBeValid(String text) {
        Map<String, String> settings = Map.of("slipway.trusted-proxies", "127.0.0.1, " + text);

        assertThatThrownBy(() -> SettingValues.of(settings))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("slipway.trusted-proxies = \"127.0.0.1, " + text + "\" is invalid; valid is a");
    }

    @Test
    void theSettingIsAListOfBoth() {
        AuthSettings settings = SettingValues.of(Map.of(
                        "slipway.trusted-proxies",
                        "10.0.0.7, 10.1.0.0/16,::1",
                        "slipway.trusted-proxies-header",
                        "Forwarded"))
                .auth();

        assertThat(settings.trustedProxies()).hasToString("[10.0.0.7, 10.1.0.0/16, 0:0:0:0:0:0:0:1]");
        assertThat(settings.proxyHeader()).isEqualTo(AuthSettings.ProxyHeader.FORWARDED);
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::1, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "10.0.0.1, 10.0.0.1, true",
        "10.0.0.1, 10.0.0.2, false",
    })
    void oneCustomersAddressesAreOneSite(String one, String other, boolean same) {
        assertThat(IpAddress.site(one).equals(IpAddress.site(other))).isEqualTo(same);
    }
}
