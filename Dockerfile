# The image of the server: docs/deployment/docker.md. It is built by any Docker or Podman, with or without BuildKit:
#
#   docker build -t sallyport .
#
# Behind a proxy or with a mirror of Maven Central: --build-arg MAVEN_ARGS="-Dhttps.proxyHost=proxy -Dhttps.proxyPort=3128".

ARG JDK_IMAGE=eclipse-temurin:25-jdk
ARG JRE_IMAGE=eclipse-temurin:25-jre

# ---- The build: from sources to jars, and the list of what is in them --------------------------------------------------------------
FROM ${JDK_IMAGE} AS build
# The Maven wrapper checks the sum of a zip file.
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends unzip && rm -rf /var/lib/apt/lists/*
WORKDIR /build
ARG MAVEN_ARGS=""
ENV MAVEN_ARGS=${MAVEN_ARGS}

# What Maven downloads depends on these files alone, and is kept until one of them changes.
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY bom/pom.xml bom/
COPY domain/pom.xml domain/
COPY application/pom.xml application/
COPY adapters-http/pom.xml adapters-http/
COPY adapters-persistence/pom.xml adapters-persistence/
COPY adapters-mail/pom.xml adapters-mail/
COPY verifier/pom.xml verifier/
COPY adapters-security/pom.xml adapters-security/
COPY adapters-ratelimit/pom.xml adapters-ratelimit/
COPY bootstrap/pom.xml bootstrap/
COPY adapters-lambda/pom.xml adapters-lambda/
COPY devtools/pom.xml devtools/
COPY bench/pom.xml bench/
COPY deploy/pom.xml deploy/
RUN ./mvnw --batch-mode -Psbom -pl bootstrap,devtools -am package -Dmaven.test.skip=true -Dspotless.check.skip=true

# The modules are empty jars until here.
COPY . .
RUN ./mvnw --batch-mode -Psbom -pl bootstrap,devtools -am clean package -Dmaven.test.skip=true -Dspotless.check.skip=true

# Other people's libraries change seldom, ours with every commit: they become layers of their own.
RUN mkdir -p /image/libraries/lib /image/sallyport/lib /image/training \
  && mv bootstrap/target/lib/sallyport-*.jar /image/sallyport/lib/ \
  && mv bootstrap/target/lib/* /image/libraries/lib/ \
  && mv bootstrap/target/sallyport.jar bootstrap/target/sallyport.cdx.json deploy/image/jvm.flags LICENSE NOTICE /image/sallyport/ \
  && sh deploy/image/unsign.sh /image/libraries/lib \
  && mv devtools/target/sallyport-dev.jar devtools/target/lib /image/training/

# ---- The server: all but the cache -------------------------------------------------------------------------------------------------
FROM ${JRE_IMAGE} AS server
RUN groupadd --gid 10001 sallyport \
  && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin sallyport
COPY --from=build /image/libraries /opt/sallyport/
COPY --from=build /image/sallyport /opt/sallyport/

# ---- The training: one run of the real server, with a database and users, of which the JVM remembers what it loaded and linked -----
# The cache is good for just this JVM and just these jars, so both come from the stage before.
FROM server AS training
COPY --from=build /image/training /training
USER 10001:10001
RUN java -cp "/training/sallyport-dev.jar" dev.sallyport.devtools.training.TrainingRun \
  java -XX:Flags=/opt/sallyport/jvm.flags -XX:AOTCacheOutput=/tmp/sallyport.aot --enable-native-access=ALL-UNNAMED \
  -jar /opt/sallyport/sallyport.jar serve

# ---- The image ---------------------------------------------------------------------------------------------------------------------
FROM server
COPY --from=training --chown=0:0 /tmp/sallyport.aot /opt/sallyport/

ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
ARG CREATED=unknown
LABEL org.opencontainers.image.title="Sallyport" \
  org.opencontainers.image.description="Accounts and sign-in for the JVM" \
  org.opencontainers.image.url="https://github.com/sallyport/sallyport" \
  org.opencontainers.image.source="https://github.com/sallyport/sallyport" \
  org.opencontainers.image.documentation="https://github.com/sallyport/sallyport/blob/main/docs/deployment/docker.md" \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.base.name="docker.io/library/eclipse-temurin:25-jre" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}" \
  org.opencontainers.image.created="${CREATED}"

USER 10001:10001
WORKDIR /tmp
EXPOSE 3000 3001
STOPSIGNAL SIGTERM
# The JVM of the check lives for half a second: neither a second compiler nor the big cache pays off for it. What the server's JVM is told
# (another collector, an agent) is not for this one.
HEALTHCHECK --interval=30s --timeout=6s --start-period=30s --retries=3 \
  CMD ["env", "-u", "JAVA_TOOL_OPTIONS", "-u", "JDK_JAVA_OPTIONS", "-u", "_JAVA_OPTIONS", \
  "java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xmx32m", "-jar", "/opt/sallyport/sallyport.jar", "healthcheck"]
ENTRYPOINT ["java", "-XX:Flags=/opt/sallyport/jvm.flags", "-XX:AOTCache=/opt/sallyport/sallyport.aot", "--enable-native-access=ALL-UNNAMED", "-jar", "/opt/sallyport/sallyport.jar"]
CMD ["serve"]
