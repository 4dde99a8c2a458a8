# For the scripts beside it, from the folder above: builds the jar where it is missing or older than the code, which it would
# measure as it was, and says in $jar where it is.
jar=benchmarks/target/benchmarks.jar
[ -s "$jar" ] && [ -z "$(find pom.xml ./*/pom.xml ./*/src/main -newer "$jar" -print -quit)" ] ||
  mvn -q package -DskipTests -pl benchmarks -am
