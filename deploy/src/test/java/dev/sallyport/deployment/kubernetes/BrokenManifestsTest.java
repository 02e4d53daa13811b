package dev.sallyport.deployment.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.deployment.Yaml;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule is broken once, in manifests that otherwise keep to them all. */
class BrokenManifestsTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void copy() {
        Overlay.copyInto(folder);
    }

    @ParameterizedTest(name = "{0} {1} {2}: {4}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            Namespace/sallyport | replace | /metadata/labels/pod-security.kubernetes.io~1enforce | baseline | sallyport: pod security is not restricted
            NetworkPolicy/default-deny | replace | /spec/policyTypes | [Ingress] | no policy denies what none allows
            NetworkPolicy/default-deny | add | /spec/egress | [{}] | no policy denies what none allows
            Service/sallyport | replace | /metadata/namespace | default | in no namespace of ours
            Deployment/sallyport | remove | /spec/template/spec/securityContext/runAsNonRoot | | may run as root
            StatefulSet/postgresql | replace | /spec/template/spec/securityContext/runAsUser | 0 | has no user of its own
            Deployment/sallyport | replace | /spec/template/spec/securityContext/runAsUser | 1000 | is not the image's user
            Job/sallyport-migration | remove | /spec/template/spec/securityContext/seccompProfile | | has no seccomp profile
            Deployment/sallyport | remove | /spec/template/spec/automountServiceAccountToken | | gets a token for Kubernetes
            Deployment/sallyport | replace | /spec/template/spec/enableServiceLinks | true | gets variables for services
            Deployment/sallyport | add | /spec/template/spec/hostNetwork | true | shares something with its node
            Deployment/redis | replace | /spec/template/spec/volumes/0 | {name: data, hostPath: {path: /}} | mounts a folder of its node
            Deployment/redis | remove | /spec/template/spec/containers/0/securityContext/allowPrivilegeEscalation | | may get more rights
            Deployment/sallyport | replace | /spec/template/spec/containers/0/securityContext/readOnlyRootFilesystem | false | can write to its root
            Deployment/sallyport | add | /spec/template/spec/containers/0/securityContext/privileged | true | is privileged
            Deployment/sallyport | add | /spec/template/spec/containers/0/securityContext/capabilities/add | [NET_ADMIN] | has capabilities
            Deployment/redis | remove | /spec/template/spec/containers/0/resources/requests/cpu | | requests no cpu
            StatefulSet/postgresql | remove | /spec/template/spec/containers/0/resources/limits/memory | | has no limit of memory
            Deployment/sallyport | replace | /spec/template/spec/containers/0/resources/requests/memory | 64Mi | requests less memory than it may use
            Deployment/redis | replace | /spec/template/spec/containers/0/image | redis | has an image without tag
            Deployment/redis | replace | /spec/template/spec/containers/0/image | redis:latest | has whatever image is the latest
            Deployment/redis | replace | /spec/template/spec/containers/0/volumeMounts/0/name | date | mounts what is not there
            Deployment/redis | remove | /spec/template/spec/containers/0/volumeMounts/0 | | does not mount [data]
            Deployment/sallyport | replace | /spec/template/spec/containers/0/volumeMounts/1/mountPath | /temp | has no /tmp to write to
            Deployment/sallyport | remove | /spec/template/spec/containers/0/startupProbe | | has no startup probe
            StatefulSet/postgresql | remove | /spec/template/spec/containers/0/livenessProbe | | has no liveness probe
            Deployment/redis | replace | /spec/template/spec/containers/0/readinessProbe/tcpSocket/port | rediss | is probed where it does not listen
            Deployment/sallyport | replace | /spec/template/spec/containers/0/livenessProbe/httpGet/path | /health/ready | is asked the wrong question
            Deployment/sallyport | replace | /spec/template/spec/containers/0/readinessProbe/httpGet/port | http | or at the wrong door
            Deployment/sallyport | remove | /spec/template/spec/containers/0/lifecycle | | is told to stop while it is still sent requests
            Deployment/sallyport | replace | /spec/template/spec/terminationGracePeriodSeconds | 29 | is killed before it has stopped
            ConfigMap/sallyport-settings | add | /data/SMTP_PASSWORD | hunter2 | shows a secret: SMTP_PASSWORD
            ConfigMap/sallyport-settings | replace | /data/DATABASE_URL | postgresql://sallyport:hunter2@db/sallyport | shows a secret: DATABASE_URL
            Deployment/sallyport | replace | /spec/template/spec/containers/0/env/0 | {name: MASTER_KEY, value: secret} | has a secret in its environment
            Deployment/sallyport | replace | /spec/template/spec/containers/0/env/0 | {name: MASTER_KEY, valueFrom: {secretKeyRef: {name: some, key: it}}} | has a secret in its environment
            Deployment/sallyport | replace | /spec/template/spec/containers/0/env/0/value | /run/secrets/MASTER_KEY | has no such file: MASTER_KEY_FILE
            Deployment/sallyport | replace | /spec/template/spec/containers/0/volumeMounts/0/readOnly | false | has no such file: MASTER_KEY_FILE
            Job/sallyport-migration | replace | /spec/template/spec/volumes/0/secret/items/0/path | password | has no such file: DATABASE_PASSWORD_FILE
            ConfigMap/sallyport-settings | add | /data/SMTP_HOSTS | smtp.example.com | knows no SMTP_HOSTS
            ConfigMap/sallyport-settings | remove | /data/PUBLIC_URL | | lacks PUBLIC_URL
            ConfigMap/sallyport-settings | add | /data/MASTER_KEY_PREVIOUS_FILE | /tmp/key | knows no MASTER_KEY_PREVIOUS_FILE
            Deployment/sallyport | add | /spec/template/spec/containers/0/env/- | {name: PUBLIC_URL, value: 'https://example.com'} | is told twice: PUBLIC_URL
            Job/sallyport-migration | remove | /spec/template/spec/containers/0/env/0 | | lacks DATABASE_PASSWORD
            ConfigMap/sallyport-settings | replace | /data/MIGRATE_ON_START | "true" | servers migrate
            ConfigMap/sallyport-settings | replace | /data/RATE_LIMIT_STORE | memory | each replica counts for itself
            Deployment/sallyport | replace | /spec/selector/matchLabels/app.kubernetes.io~1component | server | does not select its own pods
            Deployment/sallyport | remove | /spec/selector/matchLabels/app.kubernetes.io~1component | | selects the pods of others
            Deployment/sallyport | replace | /spec/template/spec/topologySpreadConstraints/0/labelSelector/matchLabels/app.kubernetes.io~1component | server | is spread by others' labels
            Service/sallyport | remove | /spec/selector/app.kubernetes.io~1component | | Service sallyport stands for
            Service/redis | replace | /spec/selector/app.kubernetes.io~1name | rediss | Service redis stands for []
            Service/sallyport | replace | /spec/ports/0/targetPort | web | leads to a port where nobody listens
            Ingress/sallyport | replace | /spec/rules/0/host | www.example.com | has a host without TLS
            ConfigMap/sallyport-settings | replace | /data/PUBLIC_URL | https://www.example.com | has another host than PUBLIC_URL
            Ingress/sallyport | replace | /spec/rules/0/http/paths/0/backend/service/port/name | management | leads to no service
            ServiceMonitor/sallyport | remove | /metadata/labels/release | | is overlooked by kube-prometheus-stack
            ServiceMonitor/sallyport | replace | /spec/endpoints/0/port | http | scrapes a port that is not there
            ServiceMonitor/sallyport | replace | /spec/selector/matchLabels/app.kubernetes.io~1component | api | scrapes a port that is not there
            ServiceMonitor/sallyport | replace | /spec/selector/matchLabels/app.kubernetes.io~1component | all | ServiceMonitor means 0 services
            NetworkPolicy/sallyport-reaches-postgresql | replace | /spec/ingress/0/ports/0/port | 5433 | Deployment sallyport/sallyport does not reach StatefulSet
            NetworkPolicy/postgresql-is-reached | replace | /spec/egress/0/ports/0/port | 5433 | Job sallyport/sallyport-migration does not reach StatefulSet
            NetworkPolicy/redis-is-reached | replace | /spec/egress/0/to/0 | {ipBlock: {cidr: 192.0.2.0/24}} | Deployment sallyport/sallyport does not reach Deployment sallyport-database/redis
            NetworkPolicy/mail-server-is-reached | add | /spec/egress/0/ports/- | {port: 5432} | looks everywhere for what is here: StatefulSet sallyport-database/postgresql
            NetworkPolicy/mail-server-is-reached | add | /spec/egress/0/ports/- | {port: 6379} | looks everywhere for what is here: Deployment sallyport-database/redis
            NetworkPolicy/mail-server-is-reached | remove | /spec/egress/0/ports | | lets pods out at every port
            NetworkPolicy/mail-server-is-reached | add | /spec/egress/0/to | [{ipBlock: {cidr: 0.0.0.0/0}}] | means every address
            NetworkPolicy/ingress-controller-reaches-api | replace | /spec/ingress/0 | {from: [{ipBlock: {cidr: 192.0.2.0/24}}], ports: [{port: management}]} | opens the management port to 192.0.2.0/24
            NetworkPolicy/sallyport-reaches-postgresql | remove | /spec/ingress/0/from/0/namespaceSelector | | means pods that are not there
            NetworkPolicy/sallyport-reaches-redis | replace | /spec/ingress/0/from/0/podSelector/matchLabels/app.kubernetes.io~1component | server | means pods that are not there
            Job/sallyport-migration | replace | /spec/template/metadata/labels/app.kubernetes.io~1component | api | Job sallyport/sallyport-migration reaches Deployment sallyport-database/redis at redis
            NetworkPolicy/sallyport-reaches-redis | replace | /spec/podSelector/matchLabels/app.kubernetes.io~1name | postgresql | Deployment sallyport/sallyport does not reach Deployment sallyport-database/redis
            NetworkPolicy/ingress-controller-reaches-api | replace | /spec/ingress/0/ports/0/port | management | opens the management port to traefik
            NetworkPolicy/ingress-controller-reaches-api | replace | /spec/ingress/0/ports/0/port | 3001 | opens the management port to traefik
            NetworkPolicy/ingress-controller-reaches-api | remove | /spec/ingress/0/ports | | lets traefik in at every port
            Service/sallyport | add | /spec/ports/- | {name: management, port: 3001, targetPort: management} | shows the management port
            NetworkPolicy/ingress-controller-reaches-api | replace | /spec/ingress/0/from/0/namespaceSelector | {} | means every namespace
            NetworkPolicy/ingress-controller-reaches-api | replace | /spec/ingress/0/from | [] | lets everybody in
            NetworkPolicy/ingress-controller-reaches-api | replace | /spec/podSelector/matchLabels/app.kubernetes.io~1component | server | is for pods that are not there
            HorizontalPodAutoscaler/sallyport | replace | /spec/scaleTargetRef/name | accounts | scales what is not there
            Deployment/sallyport | add | /spec/replicas | 3 | undoes what the autoscaler did
            Deployment/sallyport | replace | /spec/strategy/rollingUpdate/maxUnavailable | 1 | takes servers away before there are others
            HorizontalPodAutoscaler/sallyport | replace | /spec/maxReplicas | 20 | PostgreSQL allows 200 connections
            ConfigMap/sallyport-settings | replace | /data/DATABASE_POOL_SIZE | "40" | PostgreSQL allows 200 connections
            PodDisruptionBudget/sallyport | replace | /spec/maxUnavailable | 0 | may not be drained
            PodDisruptionBudget/sallyport | replace | /spec/selector/matchLabels/app.kubernetes.io~1component | server | is for other pods
            Job/sallyport-migration | replace | /spec/template/spec/containers/0/image | ghcr.io/sallyport/sallyport:0.0.9 | not of the same release
            Job/sallyport-migration | replace | /spec/template/spec/containers/0/args | [serve] | the migration does not migrate
            Job/sallyport-migration | replace | /metadata/labels/app.kubernetes.io~1component | api | servers cannot be told from the migration
            Namespace/sallyport-database | remove | /metadata/labels/app.kubernetes.io~1component | | Namespace sallyport-database cannot be told from what a release applies
            Service/redis | add | /metadata/labels/app.kubernetes.io~1component | namespace | Service redis cannot be told from what a release applies, or is never applied
            Service/redis | add | /metadata/labels/app.kubernetes.io~1component | migration | Service redis is left out where only servers are released
            Deployment/sallyport | replace | /spec/progressDeadlineSeconds | 200 | are given up before they had time to start
            Deployment/sallyport | remove | /spec/progressDeadlineSeconds | | are given up before they had time to start
            """)
    void isTold(String resource, String operation, String path, String value, String problem) {
        List<ObjectNode> rendered = Overlay.SELF_HOSTED.render(folder);
        JsonNode patch = Yaml.documents("op: " + operation + "\npath: " + path + "\nvalue: " + value)
                .getFirst();
        JsonPatch.apply(find(rendered, resource), patch);

        assertThat(Rules.problems(Cluster.of(rendered)))
                .anySatisfy(told -> assertThat(told).contains(problem));
    }

    @ParameterizedTest
    @CsvSource({"MASTER_KEY", "REDIS_URL"})
    void isToldWhereASecretLacksAKey(String key) {
        List<ObjectNode> rendered = Overlay.LOCAL.render(folder);
        JsonPatch.remove(find(rendered, "Secret/sallyport-secrets"), "/data/" + key);

        assertThat(Rules.problems(Cluster.of(rendered)))
                .containsExactly("Deployment sallyport/sallyport has no such file: " + key + "_FILE");
    }

    /** The first of that kind whose name begins so: generated names end in a digest. */
    private static ObjectNode find(List<ObjectNode> rendered, String resource) {
        String[] parts = resource.split("/", 2);
        return rendered.stream()
                .filter(one -> one.path("kind").asText().equals(parts[0]))
                .filter(one -> one.at("/metadata/name").asText().matches(parts[1] + "(-[a-z0-9]{10})?"))
                .findFirst()
                .orElseThrow();
    }
}
