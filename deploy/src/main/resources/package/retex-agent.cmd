@echo off
rem Starts the agent of this folder. Without arguments: its pages in the browser.
setlocal
set "image=%~dp0.."
set "caller=%CD%"
rem A drive alone ends in a backslash, which would take the quote after it for its own.
if "%caller:~-1%"=="\" set "caller=%caller%."
set "java=%image%\runtime\bin\java.exe"
if not exist "%java%" if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
if not exist "%java%" (
  echo No runtime here. Run bin\make-runtime.cmd once, with a JDK 17 for Windows installed.
  exit /b 1
)
pushd "%image%"
if "%~1"=="" goto pages
if /i "%~1"=="serve" goto pages
popd
"%java%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m -XX:-CreateCoredumpOnCrash -XX:+SuppressFatalErrorMessage -Dfile.encoding=UTF-8 -cp "%image%\lib\*" retex.agent.Laptop %*
exit /b %errorlevel%

:pages
rem The class-data archive is made beside the libraries at the first orderly end, and used from then on.
set "archive=-XX:ArchiveClassesAtExit=lib\retex-agent.jsa"
if exist "lib\retex-agent.jsa" set "archive=-XX:SharedArchiveFile=lib\retex-agent.jsa"
"%java%" @lib\agent.options %archive% "-Dretex.caller=%caller%" retex.agent.Laptop %*
set "code=%errorlevel%"
popd
exit /b %code%
