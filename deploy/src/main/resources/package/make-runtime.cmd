@echo off
rem Makes the runtime of this folder from a JDK 17 for Windows (JAVA_HOME), once.
setlocal
if not defined JAVA_HOME (
  echo Set JAVA_HOME to a JDK 17 for Windows and run this again.
  exit /b 1
)
"%JAVA_HOME%\bin\jlink.exe" --add-modules @MODULES@ --include-locales=en,fr,ar --compress=0 --strip-debug --no-header-files --no-man-pages --output "%~dp0..\runtime"
if errorlevel 1 exit /b 1
"%~dp0..\runtime\bin\java.exe" -Xshare:dump
