package dev.sallyport.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GateTest {
    @Test
    void letsInAsManyAsThereArePlaces() {
        Gate gate = new Gate("line", 2, Duration.ZERO);

        assertThat(gate.pass(() -> gate.pass(() -> "two"))).isEqualTo("two");
        assertThatThrownBy(() -> gate.pass(() -> gate.pass(() -> gate.pass(() -> "three"))))
                .isInstanceOf(ServiceUnavailable.class);
        assertThat(gate.pass(() -> gate.pass(() -> "two again"))).isEqualTo("two again");
    }

    @Test
    void makesRoomAgainAfterAFailure() {
        Gate gate = new Gate("line", 1, Duration.ZERO);

        assertThatThrownBy(() -> gate.pass(() -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");

        assertThat(gate.pass(() -> "done")).isEqualTo("done");
    }
}
