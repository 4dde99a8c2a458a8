#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# DJL 0.35.1 cannot use ONNX Runtime in a process that has used ONNX Runtime by itself before; the other order works.
#
# Versions  ai.djl.onnxruntime:onnxruntime-engine 0.35.1 with com.microsoft.onnxruntime:onnxruntime 1.21.1 (Maven Central)
# Input     OrtEnvironment.getEnvironment() and Engine.getEngine("OnnxRuntime") in one process, in both orders.
# Expected  Both return, in either order: the environment is one for the process, and DJL could take the one that is there.
# Seen      DJL first: both return. The environment first: Engine.getEngine throws ExceptionInInitializerError; its cause
#           is an IllegalStateException, because DJL asks for a pool of threads, which only the first call may. Each later
#           call throws NoClassDefFoundError, without that reason. Both are Errors, so a catch of exceptions misses them.
# Matters   An application that runs a model of its own on ONNX Runtime and adds a segmenter on DJL later fails or works
#           by which of them comes first. Cure: get DJL's engine once at the start of the application.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/pom.xml" <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>ai.djl.onnxruntime</groupId><artifactId>onnxruntime-engine</artifactId><version>0.35.1</version></dependency>
    <dependency><groupId>com.microsoft.onnxruntime</groupId><artifactId>onnxruntime</artifactId><version>1.21.1</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.16</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B -f "$work/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$work/jars"
cat > "$work/Order.java" <<'JAVA'
import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;

public class Order {
  public static void main(String[] args) {
    for (String next : args) {
      try {
        String seen =
            next.equals("DJL")
                ? Engine.getEngine("OnnxRuntime").getEngineName()
                : OrtEnvironment.getEnvironment().getVersion();
        System.out.println(next + ": " + seen);
      } catch (Error e) {
        Throwable cause = e.getCause();
        System.out.printf(
            "%s: %s%s%n",
            next,
            e.getClass().getSimpleName(),
            cause instanceof IllegalStateException ? ", IllegalStateException" : "");
      }
    }
  }
}
JAVA
for order in "DJL environment" "environment DJL DJL"; do
  # shellcheck disable=SC2086 # two or three words
  java -cp "$work/jars/*" "$work/Order.java" $order
done | tee "$work/seen"
diff "$work/seen" - <<'EXPECTED'
DJL: OnnxRuntime
environment: 1.21.1
environment: 1.21.1
DJL: ExceptionInInitializerError, IllegalStateException
DJL: NoClassDefFoundError
EXPECTED
echo 'as described'
