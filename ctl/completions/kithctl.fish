# fish completion of kithctl. All it knows it asks kithctl itself.
function __kithctl_complete
    set -l words (commandline -opc)[2..-1] (commandline -ct)
    for line in (kithctl __complete -- $words 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path (commandline -ct)
        else
            echo $line
        end
    end
end
complete -c kithctl -f -a '(__kithctl_complete)'
