package dev.sallyport.deployment.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.deployment.Yaml;
import io.fabric8.kubernetes.api.model.HasMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictModelsTest {
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: some}
            spec:
              %s: 1
              template:
                spec:
                  containers:
                    - name: some
                      resources: {limits: {cpu: %s}}
                      env: [{name: A, value: %s}]
            """;

    private static HasMetadata read(String yaml) {
        return StrictModels.read(Yaml.documents(yaml).getFirst());
    }

    @Test
    void readsWhatTheApiKnows() {
        assertThat(read(DEPLOYMENT.formatted("replicas", "2", "text"))).isNotNull();
    }

    @Test
    void refusesAFieldThatTheApiDoesNotKnow() {
        assertThatThrownBy(() -> read(DEPLOYMENT.formatted("replica", "2", "text")))
                .hasMessageContaining("\"replica\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "true", "1.5"})
    void refusesWhatIsNoText(String value) {
        assertThatThrownBy(() -> read(DEPLOYMENT.formatted("replicas", "2", value)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesTextInPlaceOfANumber() {
        assertThatThrownBy(() ->
                        read("{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: '80'}]}}"))
                .hasMessageContaining("port");
    }

    @Test
    void refusesAKindThatTheApiDoesNotHave() {
        assertThatThrownBy(() -> read("{apiVersion: extensions/v1beta1, kind: Ingress}"))
                .hasMessage("there is no extensions/v1beta1 Ingress");
    }

    @Test
    void refusesWhatTheOperatorOfPrometheusDoesNotKnow() {
        assertThatThrownBy(
                        () -> read(
                                "{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, metadata: {name: a}, spec: {endpoints: [{ports: a}]}}"))
                .hasMessageContaining("\"ports\"");
    }
}
